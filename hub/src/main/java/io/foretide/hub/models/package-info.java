/** Models: list, create, edit, delete, and what they predicted. */
@NullMarked
package io.foretide.hub.models;

import org.jspecify.annotations.NullMarked;
