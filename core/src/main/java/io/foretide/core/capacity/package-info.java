/** What the models need of the machine, told beforehand. */
@NullMarked
package io.foretide.core.capacity;

import org.jspecify.annotations.NullMarked;
