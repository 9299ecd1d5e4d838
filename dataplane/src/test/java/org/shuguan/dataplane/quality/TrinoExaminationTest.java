package org.shuguan.dataplane.quality;

import org.junit.jupiter.api.Tag;

@Tag("engines")
class TrinoExaminationTest extends ExaminationContract {
    @Override
    boolean isTrino() {
        return true;
    }
}
