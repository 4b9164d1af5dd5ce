/** Who gets in, from this machine and from another. */
@NullMarked
package io.foretide.app.security;

import org.jspecify.annotations.NullMarked;
