/** What Enodo's clients name: series with their jobs, and how they become models. */
@NullMarked
package io.foretide.hub.enodo.data;

import org.jspecify.annotations.NullMarked;
