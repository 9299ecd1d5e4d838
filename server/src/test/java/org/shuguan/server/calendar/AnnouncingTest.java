package org.shuguan.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class AnnouncingTest {
    @Autowired
    Announcing announcing;

    @Autowired
    Institution institution;

    @Test
    void onlyTheBureauAnnouncesAndNothingHalf() {
        Actor bureau = Actors.of(institution.enrol("业务员"), "业务员", Role.BUREAU_OPERATOR, UnitCode.CITY);
        Actor steward = Actors.of(institution.enrol("专员"), "专员", Role.DATA_STEWARD, new UnitCode("T1"));
        int year = institution.today().getYear() + 1;
        String rest = year + "-01-01 " + year + "-05-01.." + year + "-05-05 " + year + "-10-01.." + year + "-10-07";
        assertThatThrownBy(() -> announcing.announce(new Announcing.Wanted(year, "通知", rest, ""), steward))
                .isInstanceOf(Forbidden.class);
        refuses(bureau, new Announcing.Wanted(year, " ", rest, ""), "source");
        refuses(bureau, new Announcing.Wanted(year, "通知", year + "-01-01", ""), "rest");
        refuses(bureau, new Announcing.Wanted(year, "通知", rest + " 明年", ""), "rest");
        refuses(bureau, new Announcing.Wanted(year, "通知", rest, (year + 1) + "-01-01"), "work");
        refuses(bureau, new Announcing.Wanted(year + 9, "通知", rest, ""), "year");
        refuses(bureau, new Announcing.Wanted(null, "通知", rest, ""), "year");
    }

    private void refuses(Actor actor, Announcing.Wanted wanted, String field) {
        assertThatThrownBy(() -> announcing.announce(wanted, actor))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.errors())
                                .extracting(InvalidInput.FieldError::field)
                                .contains(field));
    }
}
