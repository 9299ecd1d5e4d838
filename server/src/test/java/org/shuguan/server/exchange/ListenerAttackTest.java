package org.shuguan.server.exchange;

import org.junit.jupiter.api.BeforeAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/// The same attacks on the exchange's own port.
@TestPropertySource(properties = ListenerTest.OPENED)
@Import(ExchangeCity.class)
class ListenerAttackTest extends ExchangeAttackTest {
    @BeforeAll
    void onTheListener(@Autowired ExchangeListener listener) {
        port = listener.port();
    }
}
