/** Folders of the program itself. */
@org.jspecify.annotations.NullMarked
package io.foretide.app.folder;
