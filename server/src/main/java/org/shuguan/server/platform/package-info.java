/// Start-up, the database, problem details, texts, lists and exports: the common base of all modules, without
/// domain knowledge.
@NullMarked
package org.shuguan.server.platform;

import org.jspecify.annotations.NullMarked;
