/// The chain 全链条 of each entry, from planning to application: which link holds, since when, and by which evidence, as
/// the modules tell that own the rows ([org.shuguan.server.catalog.LinkEvidence]). It has no rows of its own. A link of
/// which no module tells is unknown, which is something else than missing.
@NullMarked
package org.shuguan.server.chain;

import org.jspecify.annotations.NullMarked;
