/** The files that a new user starts from. */
@NullMarked
package io.foretide.app.init;

import org.jspecify.annotations.NullMarked;
