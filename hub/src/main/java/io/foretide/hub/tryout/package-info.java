/** Methods tried on the history of a series, before a model is made of them. */
@NullMarked
package io.foretide.hub.tryout;

import org.jspecify.annotations.NullMarked;
