# footfall_watch_test(NAME): with sanitizers a test has more time, and whatever they report, in it or
# in a program that it starts and perhaps kills, fails the test sanitizers_found_nothing.
if(NOT FOOTFALL_SANITIZE OR FOOTFALL_FUZZ)
    function(footfall_watch_test name)
    endfunction()
    return()
endif()

set(reports ${CMAKE_BINARY_DIR}/sanitizer-reports) # a file for each process
set(sanitizer_environment
    "ASAN_OPTIONS=log_path=${reports}/asan"
    "UBSAN_OPTIONS=log_path=${reports}/ubsan:halt_on_error=1:print_stacktrace=1"
    "LSAN_OPTIONS=suppressions=${CMAKE_CURRENT_SOURCE_DIR}/lsan.supp:print_suppressions=0"
    # Debian's Qt and libzmq are not instrumented: of their locks, whose fast paths are atomics, tsan
    # sees nothing, so that it has to look at our own code alone. PostgreSQL and servers are
    # started by a fork of a program with threads.
    "TSAN_OPTIONS=log_path=${reports}/tsan:ignore_noninstrumented_modules=1:die_after_fork=0"
)

# Programs that run as another user write there too.
add_test(NAME sanitizer_reports_are_cleared COMMAND sh -c "rm -rf '${reports}' && mkdir -m 1777 '${reports}'")
add_test(NAME sanitizers_found_nothing COMMAND sh -c "cd '${reports}' && ! cat -- * 2>/dev/null")
set_tests_properties(sanitizer_reports_are_cleared PROPERTIES FIXTURES_SETUP sanitizers)
set_tests_properties(sanitizers_found_nothing PROPERTIES FIXTURES_CLEANUP sanitizers)

function(footfall_watch_test name)
    get_test_property(${name} ENVIRONMENT environment)
    set_tests_properties(${name} PROPERTIES
        TIMEOUT 900 FIXTURES_REQUIRED sanitizers ENVIRONMENT "${environment};${sanitizer_environment}")
endfunction()
