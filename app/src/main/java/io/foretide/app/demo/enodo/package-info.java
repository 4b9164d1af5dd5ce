/** A demonstration of Enodo's whole chain, from a database's tee to an alarm. */
@org.jspecify.annotations.NullMarked
package io.foretide.app.demo.enodo;
