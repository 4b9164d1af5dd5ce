/** Enodo's hub, listener and workers inside this program. */
@org.jspecify.annotations.NullMarked
package io.foretide.app.enodo;
