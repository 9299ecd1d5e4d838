/// The census on the command line: no server, no database of our own.
@NullMarked
package org.shuguan.dataplane.cli;

import org.jspecify.annotations.NullMarked;
