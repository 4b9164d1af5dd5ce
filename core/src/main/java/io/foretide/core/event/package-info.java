/** What happened, for people. */
@NullMarked
package io.foretide.core.event;

import org.jspecify.annotations.NullMarked;
