/** Log-in of people by OpenID Connect. */
@NullMarked
package io.foretide.hub.login;

import org.jspecify.annotations.NullMarked;
