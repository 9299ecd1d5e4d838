/// The census on the command line, without a server and without a database of its own.
@NullMarked
package org.shuguan.dataplane.cli;

import org.jspecify.annotations.NullMarked;
