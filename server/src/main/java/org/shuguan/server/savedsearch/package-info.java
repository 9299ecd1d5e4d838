/// Saved searches: queries that an officer keeps under a name, and the notices when a newly published entry matches
/// one.
@NullMarked
package org.shuguan.server.savedsearch;

import org.jspecify.annotations.NullMarked;
