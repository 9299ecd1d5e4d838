/// Resources, their items, codes, grades, sharing and opening attributes; versions; search. What is said here once is
/// obeyed everywhere.
@NullMarked
package org.shuguan.server.catalog;

import org.jspecify.annotations.NullMarked;
