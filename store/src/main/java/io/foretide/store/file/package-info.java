/** The database file: opening, locking, migrating, checking, copying. */
@NullMarked
package io.foretide.store.file;

import org.jspecify.annotations.NullMarked;
