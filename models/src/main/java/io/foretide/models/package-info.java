/** models. */
@org.jspecify.annotations.NullMarked
package io.foretide.models;
