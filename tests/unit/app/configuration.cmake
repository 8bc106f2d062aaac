add_library(munhang_configuration_test_proto STATIC configuration_test.proto)
target_link_libraries(munhang_configuration_test_proto PUBLIC munhang::proto)
target_include_directories(munhang_configuration_test_proto
                           SYSTEM PUBLIC ${CMAKE_CURRENT_BINARY_DIR})
target_compile_options(munhang_configuration_test_proto PRIVATE -w)
protobuf_generate(TARGET munhang_configuration_test_proto LANGUAGE cpp
                  IMPORT_DIRS ${CMAKE_CURRENT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/proto)

munhang_add_test(configuration_test
  configuration_checks_test.cc
  configuration_reader_test.cc
  configuration_reference_test.cc
  configuration_secret_test.cc
  configuration_test.cc
  configuration_values_test.cc
  configuration_writer_test.cc
  LIBRARIES munhang_configuration_test_proto munhang::configuration)
