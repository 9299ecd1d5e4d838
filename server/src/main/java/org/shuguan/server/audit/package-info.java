/// The append-only, hash-chained record of who did what: how entries are written, stored and verified.
@NullMarked
package org.shuguan.server.audit;

import org.jspecify.annotations.NullMarked;
