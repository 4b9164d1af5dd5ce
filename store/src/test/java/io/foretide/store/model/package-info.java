@NullMarked
package io.foretide.store.model;

import org.jspecify.annotations.NullMarked;
