/** core. */
@org.jspecify.annotations.NullMarked
package io.foretide.core;
