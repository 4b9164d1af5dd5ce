/** The shell script that users start. */
@NullMarked
package io.foretide.app.launcher;

import org.jspecify.annotations.NullMarked;
