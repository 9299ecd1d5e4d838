package org.shuguan.server.delivery;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// Why an event is not sent again.
final class DeliveryRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private DeliveryRefused(String code) {
        super(code, HttpStatus.CONFLICT, Map.of());
    }

    static DeliveryRefused underWay() {
        return new DeliveryRefused("delivery/under-way");
    }

    static DeliveryRefused unreadable() {
        return new DeliveryRefused("delivery/unreadable");
    }
}
