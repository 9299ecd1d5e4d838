/// Who decides about a city's data and who answers for it. Each direct sub-package is one module with one
/// PostgreSQL schema; ARCHITECTURE.md shows the floors.
@NullMarked
package org.shuguan.server;

import org.jspecify.annotations.NullMarked;
