/** Models and their JSON form. */
@NullMarked
package io.foretide.store.model;

import org.jspecify.annotations.NullMarked;
