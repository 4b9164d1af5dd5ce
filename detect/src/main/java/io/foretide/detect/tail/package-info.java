/** Distribution functions and their tails. */
@org.jspecify.annotations.NullMarked
package io.foretide.detect.tail;
