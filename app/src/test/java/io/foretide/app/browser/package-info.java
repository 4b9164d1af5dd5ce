/** The pages in a real browser, against a real server. */
@NullMarked
package io.foretide.app.browser;

import org.jspecify.annotations.NullMarked;
