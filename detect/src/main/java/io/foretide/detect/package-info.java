/** detect. */
@org.jspecify.annotations.NullMarked
package io.foretide.detect;
