/// Machine clients 系统接入: programs of units that read the platform in the name of their unit (OAuth 2 client
/// credentials), registered by the unit, approved by the bureau, with keys or secrets that are rotated.
@NullMarked
package org.shuguan.server.client;

import org.jspecify.annotations.NullMarked;
