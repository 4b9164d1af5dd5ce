/** Who may call what: tokens, roles, and the checks that keep foreign web pages out. */
@NullMarked
package io.foretide.hub.access;

import org.jspecify.annotations.NullMarked;
