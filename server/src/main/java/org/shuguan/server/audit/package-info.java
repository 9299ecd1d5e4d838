/// The append-only, hash-chained record of who did what. It alone knows how a record is made, kept and proved.
@NullMarked
package org.shuguan.server.audit;

import org.jspecify.annotations.NullMarked;
