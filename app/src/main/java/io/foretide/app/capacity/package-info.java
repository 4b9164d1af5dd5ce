/** What the models need of this process, and that no more is taken on than it can do. */
@NullMarked
package io.foretide.app.capacity;

import org.jspecify.annotations.NullMarked;
