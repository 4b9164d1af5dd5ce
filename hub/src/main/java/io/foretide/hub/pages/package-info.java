/** The web pages, served from the class path. */
@NullMarked
package io.foretide.hub.pages;

import org.jspecify.annotations.NullMarked;
