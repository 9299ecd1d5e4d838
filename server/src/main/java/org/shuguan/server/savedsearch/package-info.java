/// What an officer keeps of the catalog for themselves: entries marked with a star and saved searches, and the
/// notices when something happens to the one or a newly published entry matches the other.
@NullMarked
package org.shuguan.server.savedsearch;

import org.jspecify.annotations.NullMarked;
