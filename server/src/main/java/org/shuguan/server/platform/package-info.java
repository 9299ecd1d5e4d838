/// Start-up, the database, long-running jobs, problem details, texts, lists and exports: what every module stands on
/// and what knows nothing of a city.
@NullMarked
package org.shuguan.server.platform;

import org.jspecify.annotations.NullMarked;
