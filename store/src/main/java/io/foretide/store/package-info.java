/** store. */
@org.jspecify.annotations.NullMarked
package io.foretide.store;
