/// Resources, their items, codes, grades, sharing and opening attributes; versions. What is said here once is obeyed
/// everywhere; it is found again by `finding`.
@NullMarked
package org.shuguan.server.catalog;

import org.jspecify.annotations.NullMarked;
