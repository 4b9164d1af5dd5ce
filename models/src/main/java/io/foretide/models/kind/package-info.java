/** What a kind of model is, and the limit on its run time. */
@org.jspecify.annotations.NullMarked
package io.foretide.models.kind;
