/// Sources, what was found in them, and how a census of them runs on whatever happens to the server.
@NullMarked
package org.shuguan.server.census;

import org.jspecify.annotations.NullMarked;
