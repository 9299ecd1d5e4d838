/// The catalog of data resources: entries with their items, codes, grades, sharing and opening attributes, their
/// versions and the way to publication. Only this module writes entries. Workbooks are in `catalogimport`, search
/// is in `search`.
@NullMarked
package org.shuguan.server.catalog;

import org.jspecify.annotations.NullMarked;
