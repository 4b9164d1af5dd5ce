/** The real process, killed again and again. */
@NullMarked
package io.foretide.app.crash;

import org.jspecify.annotations.NullMarked;
