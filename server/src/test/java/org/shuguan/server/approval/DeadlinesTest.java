package org.shuguan.server.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.settings.RuleFixtures;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class DeadlinesTest {
    private static final String RULE_OF_THIS_TEST = "authority.opinion";

    @Autowired
    Deadlines deadlines;

    @Autowired
    RuleFixtures rules;

    @Autowired
    Calendar calendar;

    @Autowired
    Institution institution;

    @AfterEach
    void defaults() {
        rules.defaults();
    }

    @Test
    void theLengthOfATermFollowsTheRule() {
        assertThat(lastDay()).isEqualTo(calendar.due(institution.today(), 5));
        rules.set(RULE_OF_THIS_TEST, 17);
        assertThat(lastDay()).isEqualTo(calendar.due(institution.today(), 17));
        assertThatThrownBy(() -> deadlines.of("demand.no-such-rule")).isInstanceOf(IllegalStateException.class);
    }

    private LocalDate lastDay() {
        return LocalDate.ofInstant(deadlines.of(RULE_OF_THIS_TEST).toInstant(), CityTime.ZONE);
    }
}
