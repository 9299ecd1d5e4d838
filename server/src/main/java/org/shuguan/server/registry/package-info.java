/// The institution's register as people keep it, by form and by workbook, and who may. It keeps nothing itself: units
/// and appointments are the institution's, accounts are identity's.
@NullMarked
package org.shuguan.server.registry;

import org.jspecify.annotations.NullMarked;
