/// Files that belong to something of another module: graded, hashed, with a receipt of each person who read them. It
/// has no pages: the module whose file it is decides who may add, open and remove it.
@NullMarked
package org.shuguan.server.document;

import org.jspecify.annotations.NullMarked;
