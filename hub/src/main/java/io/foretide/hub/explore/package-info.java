/** Which series behaved unlike themselves in a range of time. */
@NullMarked
package io.foretide.hub.explore;

import org.jspecify.annotations.NullMarked;
