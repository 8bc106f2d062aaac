#include "rpc/curriculum_service.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "munhang/rpc/conversion.h"
#include "rpc/error_details.h"
#include "rpc/unary_call.h"
#include "rpc/wire_format.h"

namespace munhang::rpc {
namespace {

constexpr int kDefaultPageSize = 50;
constexpr int kMostPageSize = 200;
constexpr int kDefaultSearchLimit = 10;
constexpr int kMostSearchLimit = 50;

// The filters that ListStandards and SearchStandards share.
template <typename Request>
void ParseFilters(const Request& request, std::optional<GradeGroup>* grade_group,
                  std::optional<Domain>* domain, std::vector<FieldViolation>* violations) {
  if (!request.grade_group().empty()) {
    *grade_group = ParseGradeGroup(request.grade_group());
    if (!*grade_group) {
      violations->push_back({"grade_group", "is none of 초1-2, 초3-4, 초5-6, 중1-3"});
    }
  }
  if (!request.domain().empty()) {
    *domain = ParseDomain(request.domain());
    if (!*domain) {
      violations->push_back(
          {"domain", "is none of 수와 연산, 변화와 관계, 도형과 측정, 자료와 가능성"});
    }
  }
}

// Checks a count that is 0 for a default.
int ParseCount(int32_t value, int default_value, int most, const char* field,
               std::vector<FieldViolation>* violations) {
  if (value < 0 || value > most) {
    violations->push_back({field, "is not between 0 and " + std::to_string(most)});
  }
  return value == 0 ? default_value : value;
}

runtime::Async<absl::StatusOr<grpc::ByteBuffer>> Search(const ServiceContext* service,
                                                        SearchQuery query,
                                                        runtime::CallContext context) {
  auto hits = co_await service->handlers.search(std::move(query), std::move(context));
  if (!hits.ok()) co_return hits.status();
  v1::SearchStandardsResponse response;
  for (const SearchHit& hit : *hits) {
    const curriculum::Standard* standard = service->knowledge.Find(hit.code);
    if (standard == nullptr) continue;
    auto* result = response.add_results();
    *result->mutable_standard() = ToProto(*standard);
    result->set_score(hit.score);
  }
  co_return SerializeResponse(response);
}

}  // namespace

grpc::ServerUnaryReactor* CurriculumService::GetStandard(grpc::CallbackServerContext* call,
                                                         const grpc::ByteBuffer* request,
                                                         grpc::ByteBuffer* response) {
  auto unary = UnaryCall::Create(service_, *call, "GetStandard", response);
  if (!unary->scope().status().ok()) return unary->Answer(unary->scope().status());
  return unary->Answer(Get(*request));
}

absl::StatusOr<grpc::ByteBuffer> CurriculumService::Get(const grpc::ByteBuffer& bytes) const {
  v1::GetStandardRequest request;
  if (absl::Status parsed = ParseRequest(bytes, &request); !parsed.ok()) return parsed;
  const auto code = StandardCode::Parse(request.code());
  if (!code) return InvalidRequest({{"code", "is not of the form 4수01-03"}});
  const curriculum::Standard* standard = service_.knowledge.Find(*code);
  if (standard == nullptr) {
    return WithReason(absl::NotFoundError("there is no standard " + code->ToString()),
                      "STANDARD_NOT_FOUND");
  }
  return SerializeResponse(ToProto(*standard));
}

grpc::ServerUnaryReactor* CurriculumService::ListStandards(grpc::CallbackServerContext* call,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  auto unary = UnaryCall::Create(service_, *call, "ListStandards", response);
  if (!unary->scope().status().ok()) return unary->Answer(unary->scope().status());
  return unary->Answer(List(*request));
}

absl::StatusOr<grpc::ByteBuffer> CurriculumService::List(const grpc::ByteBuffer& bytes) const {
  v1::ListStandardsRequest request;
  if (absl::Status parsed = ParseRequest(bytes, &request); !parsed.ok()) return parsed;
  std::vector<FieldViolation> violations;
  std::optional<GradeGroup> grade_group;
  std::optional<Domain> domain;
  ParseFilters(request, &grade_group, &domain, &violations);
  const int page_size =
      ParseCount(request.page_size(), kDefaultPageSize, kMostPageSize, "page_size", &violations);
  // A page token is the code that the page starts with.
  std::optional<StandardCode> start;
  if (!request.page_token().empty()) {
    start = StandardCode::Parse(request.page_token());
    if (!start) violations.push_back({"page_token", "was not given by an earlier page"});
  }
  if (!violations.empty()) return InvalidRequest(violations);

  v1::ListStandardsResponse response;
  int matching = 0;
  for (const curriculum::Standard& standard : service_.knowledge.standards()) {
    if (grade_group && standard.code.grade_group() != *grade_group) continue;
    if (domain && standard.code.domain() != *domain) continue;
    ++matching;
    if (start && standard.code < *start) continue;
    if (response.standards_size() < page_size) {
      *response.add_standards() = ToProto(standard);
    } else if (response.next_page_token().empty()) {
      response.set_next_page_token(standard.code.ToString());
    }
  }
  response.set_total_size(matching);
  return SerializeResponse(response);
}

grpc::ServerUnaryReactor* CurriculumService::SearchStandards(grpc::CallbackServerContext* call,
                                                             const grpc::ByteBuffer* request,
                                                             grpc::ByteBuffer* response) {
  auto unary = UnaryCall::Create(service_, *call, "SearchStandards", response);
  CallScope& scope = unary->scope();
  if (!scope.status().ok()) return unary->Answer(scope.status());
  auto query = ParseSearch(*request);
  if (!query.ok()) return unary->Answer(query.status());
  auto pass = scope.AdmitItem();
  if (!pass.ok()) return unary->Answer(pass.status());
  const runtime::CallContext context = scope.ItemContext();
  UnaryWork work = [service = &service_, query = *std::move(query), context]() mutable {
    return Search(service, std::move(query), context);
  };
  return unary->Run(service_.shards.Next(), context, *std::move(pass), std::move(work));
}

absl::StatusOr<SearchQuery> CurriculumService::ParseSearch(const grpc::ByteBuffer& bytes) const {
  v1::SearchStandardsRequest request;
  if (absl::Status parsed = ParseRequest(bytes, &request); !parsed.ok()) return parsed;
  std::vector<FieldViolation> violations;
  SearchQuery query;
  ParseFilters(request, &query.grade_group, &query.domain, &violations);
  query.limit = static_cast<size_t>(
      ParseCount(request.limit(), kDefaultSearchLimit, kMostSearchLimit, "limit", &violations));
  if (request.query().find_first_not_of(" \t\r\n") == std::string::npos) {
    violations.push_back({"query", "is empty"});
  } else if (request.query().size() > service_.options.text_bytes) {
    violations.push_back(
        {"query", "is longer than " + std::to_string(service_.options.text_bytes) + " bytes"});
  }
  if (!violations.empty()) return InvalidRequest(violations);
  query.text = std::move(*request.mutable_query());
  return query;
}

}  // namespace munhang::rpc
