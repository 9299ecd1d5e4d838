/// Maintenance of units, appointments and accounts by form and by workbook, with the permissions for it. It stores
/// nothing: units and appointments belong to `institution`, accounts to `identity`.
@NullMarked
package org.shuguan.server.registry;

import org.jspecify.annotations.NullMarked;
