package org.shuguan.server.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class NoticesTest {
    private static final ListQuery ALL = new ListQuery(1, 20, null, null);
    private static final UnitCode UNIT = new UnitCode("N1");

    @Autowired
    Notices notices;

    @Autowired
    KeptNotices kept;

    @Autowired
    Institution institution;

    @Test
    void theHolderOfTheRoleIsNotifiedOncePerKey() {
        LocalDate today = institution.today();
        institution.establish(new Unit(UNIT, "单位N1", "Unit N1", Unit.Kind.DEPARTMENT, null, today, null));
        OfficerId holder = institution.enrol("持有人");
        OfficerId other = institution.enrol("无关人");
        institution.appoint(holder, Role.DATA_STEWARD, UNIT, new Institution.Terms("科员", null, today, null));
        notices.tell(Role.DATA_STEWARD, UNIT, news("1"));
        notices.tell(Role.DATA_STEWARD, UNIT, news("1"));
        notices.tell(Role.DATA_STEWARD, UNIT, news("2"));
        assertThat(kept.unread(holder)).isEqualTo(2);
        assertThat(kept.unread(other)).isZero();
    }

    @Test
    void noticesOfOthersAreNotVisible() {
        OfficerId one = institution.enrol("甲");
        OfficerId two = institution.enrol("乙");
        notices.tell(one, news("x"));
        long id = kept.list(one, true, ALL).items().getFirst().id();
        assertThat(kept.read(two, id, Instant.EPOCH)).isFalse();
        assertThat(kept.unread(one)).isEqualTo(1);
        assertThat(kept.read(one, id, Instant.EPOCH)).isTrue();
        assertThat(kept.list(one, true, ALL).items()).isEmpty();
        assertThat(kept.list(one, false, ALL).items()).hasSize(1);
        notices.tell(one, news("y"));
        kept.readAll(one, Instant.EPOCH);
        assertThat(kept.unread(one)).isZero();
    }

    private static Notice news(String key) {
        return new Notice("test.news", Map.of("what", key), "/office", "test:" + key);
    }
}
