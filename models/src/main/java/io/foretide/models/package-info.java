/** The built-in execution of models: the methods of the forecast and detect libraries. */
@org.jspecify.annotations.NullMarked
package io.foretide.models;
