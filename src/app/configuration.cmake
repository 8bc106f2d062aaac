# The configuration, apart from the rest of app so that tools and tests need not link the service.

# Generated code drops comments; the reference is written from this description, which keeps them.
set(configuration_schema ${CMAKE_CURRENT_BINARY_DIR}/configuration_schema.binpb)
add_custom_command(
  OUTPUT ${configuration_schema}
  COMMAND protobuf::protoc --include_imports --include_source_info
          --descriptor_set_out=${configuration_schema} --proto_path=${PROJECT_SOURCE_DIR}/proto
          munhang/config/v1/config.proto
  DEPENDS ${PROJECT_SOURCE_DIR}/proto/munhang/config/v1/config.proto
          ${PROJECT_SOURCE_DIR}/proto/munhang/config/v1/rule.proto
  COMMENT "Describing the configuration schema"
  VERBATIM)

add_library(munhang_configuration STATIC
  configuration.cc
  configuration_address.cc
  configuration_checks.cc
  configuration_document.cc
  configuration_file.cc
  configuration_problems.cc
  configuration_reader.cc
  configuration_reference.cc
  configuration_scalar.cc
  configuration_schema.cc
  configuration_secret.cc
  configuration_values.cc
  configuration_writer.cc)
add_library(munhang::configuration ALIAS munhang_configuration)
target_include_directories(munhang_configuration PUBLIC ${PROJECT_SOURCE_DIR}/include
                                                 PRIVATE ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(munhang_configuration
  PUBLIC munhang::proto absl::statusor absl::strings
  PRIVATE munhang::text yaml-cpp)
munhang_embed(munhang_configuration munhang_default_configuration
              ${PROJECT_SOURCE_DIR}/config/munhang.yaml)
munhang_embed(munhang_configuration munhang_configuration_schema ${configuration_schema})
