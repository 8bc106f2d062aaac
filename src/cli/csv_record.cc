#include "cli/csv_record.h"

#include <algorithm>

namespace munhang::cli {

bool CsvRecord::AddLine(std::string_view text, std::string_view ending) {
  bytes_ += text.size() + ending.size();
  if (bytes_ > most_bytes_) {
    RejectLong();
    return true;
  }
  for (const char c : text) AddCharacter(c);
  if (state_ != State::kQuoted) return true;
  for (const char c : ending) AddCharacter(c);
  return false;
}

void CsvRecord::RejectLong() {
  problem_ = "is longer than " + std::to_string(most_bytes_) + " bytes";
}

void CsvRecord::AddCharacter(char c) {
  std::string& field = fields_.back();
  switch (state_) {
    case State::kFieldStart:
    case State::kUnquoted:
      if (c == ',') {
        state_ = State::kFieldStart;
        fields_.emplace_back();
      } else if (c == '"' && state_ == State::kFieldStart) {
        state_ = State::kQuoted;
      } else {
        state_ = State::kUnquoted;
        field += c;
      }
      return;
    case State::kQuoted:
      if (c == '"') {
        state_ = State::kQuoteInQuoted;
      } else {
        field += c;
      }
      return;
    case State::kQuoteInQuoted:
      if (c == '"') {
        state_ = State::kQuoted;
        field += c;
      } else if (c == ',') {
        state_ = State::kFieldStart;
        fields_.emplace_back();
      } else {
        problem_ = "has text after the closing quote of field " + std::to_string(fields_.size());
        state_ = State::kUnquoted;
      }
      return;
  }
}

bool CsvRecord::blank() const {
  return problem_.empty() && std::all_of(fields_.begin(), fields_.end(), [](const auto& field) {
           return field.find_first_not_of(" \t") == std::string::npos;
         });
}

}  // namespace munhang::cli
