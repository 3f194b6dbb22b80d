package io.jenkins.plugins.cinderbackup.wiring;

import io.jenkins.plugins.cinderbackup.engine.Census;
import io.jenkins.plugins.cinderbackup.engine.ClaimState;
import io.jenkins.plugins.cinderbackup.engine.Finding;
import io.jenkins.plugins.cinderbackup.engine.JobState;
import io.jenkins.plugins.cinderbackup.engine.PermanentException;
import io.jenkins.plugins.cinderbackup.engine.TransientException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A port whose adapter is made at the first call, so that a credential that is missing is one of the findings of the checks; and whose texts
 * from outside (failures, logs, states) are masked before the engine sees them, so that no secret that a server quotes comes into the journal.
 */
final class MaskedPort implements InvocationHandler {
    private final Supplier<?> adapter;
    private final UnaryOperator<String> masking;

    private MaskedPort(Supplier<?> adapter, UnaryOperator<String> masking) {
        this.adapter = adapter;
        this.masking = masking;
    }

    static <T> T of(Class<T> port, Supplier<? extends T> adapter, UnaryOperator<String> masking) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, new MaskedPort(adapter, masking)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            return masked(method.invoke(adapter.get(), arguments));
        } catch (InvocationTargetException e) {
            throw masked(e.getCause());
        } catch (PermanentException | TransientException e) {
            throw masked(e);
        }
    }

    /** Without the cause, in which a server's words stand as they came. */
    private Throwable masked(Throwable failure) {
        if (failure instanceof PermanentException permanent) {
            return new PermanentException(permanent.findings().stream().map(this::masked).toList(), null);
        }
        if (failure instanceof TransientException passing) {
            return passing.inWords(masking);
        }
        return failure;
    }

    private Finding masked(Finding finding) {
        return new Finding(masking.apply(finding.message()), finding.hints().stream().map(masking).toList());
    }

    private Object masked(Object answer) {
        if (answer instanceof Optional<?> optional) {
            return optional.map(this::masked);
        }
        if (answer instanceof List<?> list) {
            return list.stream().map(this::masked).toList();
        }
        if (answer instanceof String text) {
            return masking.apply(text);
        }
        if (answer instanceof Finding finding) {
            return masked(finding);
        }
        if (answer instanceof ClaimState claim) {
            return new ClaimState(claim.phase(), masking.apply(claim.detail()));
        }
        if (answer instanceof Census census) {
            return new Census(census.serverTime(), census.objects(), census.gaps().stream().map(this::masked).toList());
        }
        return answer instanceof JobState state ? masked(state) : answer;
    }

    private JobState masked(JobState state) {
        if (state instanceof JobState.Starting starting) {
            return new JobState.Starting(masking.apply(starting.detail()));
        }
        if (state instanceof JobState.Blank blank) {
            return new JobState.Blank(masking.apply(blank.reason()));
        }
        return state instanceof JobState.Lost lost ? new JobState.Lost(masking.apply(lost.reason())) : state;
    }
}
